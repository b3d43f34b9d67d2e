/** An application that Asterisk had once. */
export interface RemovedApplication {
  /** The major version that has it no more; 1 where that was long ago. */
  readonly since: number;
  /** What does its work now. */
  readonly instead: string;
}

const removed: ReadonlyMap<string, RemovedApplication> = new Map(
  Object.entries(
    {
      absolutetimeout: [1, "Set(TIMEOUT(absolute)=…)"],
      appendcdruserfield: [1, "Set(CDR(userfield)=…)"],
      changemonitor: [21, "MixMonitor"],
      deadagi: [23, "AGI"],
      digittimeout: [1, "Set(TIMEOUT(digit)=…)"],
      macro: [21, "Gosub"],
      macroexclusive: [21, "Gosub"],
      macroexit: [21, "Return"],
      macroif: [21, "GosubIf"],
      monitor: [21, "MixMonitor"],
      mysql: [19, "func_odbc"],
      nocdr: [21, "Set(CDR_PROP(disable)=1)"],
      pausemonitor: [21, "MixMonitor"],
      responsetimeout: [1, "Set(TIMEOUT(response)=…)"],
      setcallerpres: [1, "Set(CALLERID(pres)=…)"],
      setcdruserfield: [1, "Set(CDR(userfield)=…)"],
      setmusiconhold: [1, "Set(CHANNEL(musicclass)=…)"],
      sipaddheader: [21, "Set(PJSIP_HEADER(add,…)=…)"],
      sipdtmfmode: [21, "Set(PJSIP_DTMF_MODE()=…)"],
      sipremoveheader: [21, "Set(PJSIP_HEADER(remove,…)=)"],
      stopmonitor: [21, "StopMixMonitor"],
      unpausemonitor: [21, "MixMonitor"],
      waitmusiconhold: [1, "MusicOnHold"],
    } satisfies Record<string, [number, string]>,
  ).map(([name, [since, instead]]) => [name, { since, instead }]),
);

/** What is known of an application that some release has removed, in any case. */
export function findRemoved(name: string): RemovedApplication | undefined {
  return removed.get(name.toLowerCase());
}
