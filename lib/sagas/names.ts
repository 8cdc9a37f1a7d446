/** Names of sagas that others than themselves speak of. */
export const EXPORTING = "export-data"
