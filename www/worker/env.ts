/** The part of a service binding that we use. */
export interface Binding {
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
}

export interface Env {
  LTI_KEY: string;
  LTI_SECRET: string;
  /** The built pages: a disk service. */
  ASSETS: Binding;
  /** The emulator, if the demo runs without Zoom. */
  EMULATOR?: Binding;
}
