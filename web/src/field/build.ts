/** Names this build of the field page: the address of its script has its content's hash. */
export const build = new URL(import.meta.url).pathname
