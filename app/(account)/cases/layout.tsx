export { default } from "#components/shell/looking-own.tsx"
