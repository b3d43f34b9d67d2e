/** An event as an application gets it. */
export type EventJson = { readonly type: string; readonly [key: string]: unknown };
