/**
 * The proxy that the environment names. Node's `fetch` uses it only where it is told to: by a function (Node 24.14 and
 * later), or by a flag at its start (22.21 and later). Older ones cannot.
 */
import { spawn } from "node:child_process";
import http from "node:http";
import type { Io } from "./io.js";
import { UsageError } from "./spec.js";

const DEFAULT_BASE_URL = "https://applications.zoom.us";
const FLAG = "--use-env-proxy";

/** Node says of its own agent that it is experimental. Whoever runs a command cannot do anything about that. */
const AGENT_WARNING = "UNDICI-EHPA";

interface Proxy {
  /** The name of the variable. */
  readonly name: string;
  readonly url: URL;
}

/**
 * Has `fetch` use the proxy for a server, if one is named. Where that takes another process, that process runs the
 * command: resolves to its exit status.
 */
export async function useProxy(baseUrl: string | undefined, io: Io): Promise<number | undefined> {
  const proxy = proxyFor(baseUrl ?? DEFAULT_BASE_URL, io.env);
  if (!proxy) return undefined;
  io.guard(proxy.url.password);
  if (!/^https?:$/.test(proxy.url.protocol)) {
    noProxy(`Node uses only proxies of http and https, and ${proxy.name} names another kind`, io);
    return undefined;
  }
  if (!process.allowedNodeEnvironmentFlags.has(FLAG)) {
    noProxy(
      `${proxy.name} names a proxy, and Node ${process.versions.node} cannot use one. Node 22.21 and later can`,
      io,
    );
    return undefined;
  }
  if (isInUse(io.env)) return undefined;
  const environment = withProxy(proxy, io.env);
  if (typeof http.setGlobalProxyFromEnv !== "function") return runAgain(environment);
  muteWarning(AGENT_WARNING);
  http.setGlobalProxyFromEnv(environment);
  return undefined;
}

function noProxy(why: string, io: Io): void {
  io.note(`${io.err.paint("warning:", "yellow", "bold")} ${why}. The request goes to the server without it.`);
}

/** The names in the order in which curl and Node look for them. */
function proxyFor(baseUrl: string, env: Io["env"]): Proxy | undefined {
  const server = parsed(baseUrl);
  if (!server || isLoopback(server.hostname) || isExcluded(server, env)) return undefined;
  const kind = server.protocol === "http:" ? "http_proxy" : "https_proxy";
  const name = [kind, kind.toUpperCase()].find((each) => env[each]);
  if (name === undefined) return undefined;
  const text = env[name]!.trim();
  const url = parsed(text.includes("://") ? text : `http://${text}`);
  // The value is not shown: it may hold a password.
  if (!url?.hostname) throw new UsageError(`the proxy in ${name} is not a URL such as http://proxy.example.edu:8080`);
  return { name, url };
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** No proxy reaches a server on this machine, such as the emulator. */
function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** `NO_PROXY`: hosts with a port or without, and domains. */
function isExcluded({ hostname, port, protocol }: URL, env: Io["env"]): boolean {
  const used = port || (protocol === "http:" ? "80" : "443");
  return (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(/[\s,]+/).some((entry) => {
    const [, domain = "", only = used] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (entry === "*") return true;
    return domain !== "" && only === used && (hostname === domain || hostname.endsWith(`.${domain}`));
  });
}

/** Whether Node was told to at its start. */
function isInUse(env: Io["env"]): boolean {
  const flags = [...process.execArgv, ...(env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  return env["NODE_USE_ENV_PROXY"] === "1" || flags.includes(FLAG);
}

/** The proxy's variables with a URL that Node reads: it wants a scheme. */
function withProxy({ name, url }: Proxy, env: Io["env"]): Record<string, string | undefined> {
  return { ...env, [name]: url.href };
}

/** The same command, by a Node that uses the proxy. */
function runAgain(env: Record<string, string | undefined>): Promise<number> {
  const args = [FLAG, `--disable-warning=${AGENT_WARNING}`, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(process.execPath, args, { env, stdio: "inherit" });
  // Ctrl-C reaches both: how the command ends is for it to say.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 143)));
  });
}

function muteWarning(code: string): void {
  const listeners = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if ("code" in warning && warning.code === code) return;
    for (const listener of listeners) listener.call(process, warning);
  });
}
