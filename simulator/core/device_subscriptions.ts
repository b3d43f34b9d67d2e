/** How an application shows that it is subscribed to every device state (`res_stasis_device_state.c`). */
const allDevices = "__AST_DEVICE_STATE_ALL_TOPIC";

/**
 * Which applications are subscribed to which device states. Asterisk keeps them by the name of the application and apart
 * from it, so they outlive it, and they are not counted.
 */
export class DeviceSubscriptions {
  readonly #byApp = new Map<string, Set<string>>();

  /** What an application is subscribed to. */
  of(app: string): string[] {
    return [...this.#byApp.get(app) ?? []];
  }

  /** Whether an application is subscribed to a device, or to all; an empty name stands for all. */
  has(app: string, device: string): boolean {
    const devices = this.#byApp.get(app);
    return devices !== undefined && (devices.has(allDevices) || devices.has(device === "" ? allDevices : device));
  }

  /** Subscribes an application to a device, or to all; nothing happens when it is already. */
  add(app: string, device: string): void {
    if (this.has(app, device)) return;
    const devices = this.#byApp.get(app) ?? new Set();
    devices.add(device === "" ? allDevices : device);
    this.#byApp.set(app, devices);
  }

  /** Takes one subscription away; who is subscribed to all stays so, when only one device is named. */
  delete(app: string, device: string): void {
    const devices = this.#byApp.get(app);
    devices?.delete(device === "" ? allDevices : device);
    if (devices?.size === 0) this.#byApp.delete(app);
  }

  /** How many times an application hears of a device. */
  count(app: string, device: string): number {
    const devices = this.#byApp.get(app);
    if (devices === undefined) return 0;
    return Number(devices.has(device)) + Number(devices.has(allDevices));
  }
}
