/** Starts the wasm module of an entry. Each entry file has one: the client's or the debugger's. */
import { compilesAtStart, load, readsByob } from "#load";
import { type LtiProError, unavailable } from "../public/error.js";

export { compilesAtStart, readsByob };

/** An import must not throw, so a failure is returned. */
export function start(initSync: (options: { module: unknown }) => unknown): LtiProError | undefined {
  try {
    initSync({ module: load() });
  } catch (error) {
    return unavailable(error);
  }
  return undefined;
}
