/**
 * One request for every route of the API, which a role that is granted the route gets an answer to. The matrix of rights sends them all as
 * everybody; a route without an example fails it. Write the line here when you write the route.
 */
export declare const examples: Readonly<Record<string, Example>>
export interface ExampleRequest {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
}
/** What the route is about decides what the matrix tries: one request, one for every case, or one for every grid. */
export type Example =
  | {
      readonly about: 'nothing'
      readonly request: ExampleRequest
    }
  | {
      readonly about: 'case' | 'grid'
      readonly request: (key: string) => ExampleRequest
    }
