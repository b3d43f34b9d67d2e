/** How a model becomes an object with verbs: where its operations are and how its id fills their path. */
export interface ObjectClass {
  /** The model, as in `Channel`. */
  readonly name: string;
  /** The path below `/ari` that its verbs start with. */
  readonly path: string;
  /** The repository whose operations are its verbs. */
  readonly resource: string;
  /** Path parameter → field of the model that fills it. */
  readonly id: Readonly<Record<string, string>>;
}

/** The models that are objects with verbs, in answers and in events; the generator and the client both read this. */
export const objectClasses: readonly ObjectClass[] = [
  {
    name: "Application",
    resource: "applications",
    path: "/applications/{applicationName}",
    id: { applicationName: "name" },
  },
  { name: "Bridge", resource: "bridges", path: "/bridges/{bridgeId}", id: { bridgeId: "id" } },
  { name: "Channel", resource: "channels", path: "/channels/{channelId}", id: { channelId: "id" } },
  { name: "DeviceState", resource: "deviceStates", path: "/deviceStates/{deviceName}", id: { deviceName: "name" } },
  {
    name: "Endpoint",
    resource: "endpoints",
    path: "/endpoints/{tech}/{resource}",
    id: { tech: "technology", resource: "resource" },
  },
  {
    name: "LiveRecording",
    resource: "recordings",
    path: "/recordings/live/{recordingName}",
    id: { recordingName: "name" },
  },
  { name: "Mailbox", resource: "mailboxes", path: "/mailboxes/{mailboxName}", id: { mailboxName: "name" } },
  { name: "Playback", resource: "playbacks", path: "/playbacks/{playbackId}", id: { playbackId: "id" } },
  { name: "Sound", resource: "sounds", path: "/sounds/{soundId}", id: { soundId: "id" } },
  {
    name: "StoredRecording",
    resource: "recordings",
    path: "/recordings/stored/{recordingName}",
    id: { recordingName: "name" },
  },
];
