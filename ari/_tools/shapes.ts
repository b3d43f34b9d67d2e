/** What TypeScript is told where the Swagger says no more than "object"; a property's item when it is a list. */
export const shapes: Readonly<Record<string, string>> = {
  "Application.events_allowed": "{ readonly type: string }",
  "Application.events_disallowed": "{ readonly type: string }",
  "Bridge.bridgevars": "Readonly<Record<string, string>>",
  "Channel.channelvars": "Readonly<Record<string, string>>",
  "ChannelUserevent.userevent": "{ readonly eventname: string; readonly [name: string]: unknown }",
  "TextMessage.variables": "Readonly<Record<string, string>>",
  "Variables.variables": "Readonly<Record<string, string>>",
};
