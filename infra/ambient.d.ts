/**
 * The globals that SST gives to sst.config.ts. Their real types come with SST's platform (323 MB, made by `npx sst
 * install`) and are what `npm run check:aws` holds these files against (docs/adr/0340); here they are only named, so
 * that everything else in infra/ is checked wherever the forum is.
 */
// biome-ignore-all lint/suspicious/noExplicitAny: see above
declare const sst: any
declare const aws: any
declare const random: any
declare const $app: { name: string; stage: string }
declare const $config: (config: { app(input: any): any; run(): any }) => any
declare const $resolve: (values: any[]) => { apply(make: (values: any[]) => any): any }
declare const $interpolate: (parts: TemplateStringsArray, ...values: any[]) => any
declare const $jsonStringify: (value: any) => any
declare namespace $util {
  type Input<T> = T | any
  type CustomResourceOptions = any
}
declare namespace sst.aws {
  type CdnArgs = any
  type FunctionArgs = any
}
declare namespace aws.dynamodb {
  type TableArgs = any
}
