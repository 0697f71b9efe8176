/**
 * The proxy from the environment. Node's `fetch` uses it only on request: through a function (Node 24.14 and later) or
 * a flag at its start (22.21 and later). Older versions cannot.
 */
import { spawn } from "node:child_process";
import http from "node:http";
import type { Io } from "./io.js";
import { UsageError } from "./command-definition.js";

const DEFAULT_BASE_URL = "https://applications.zoom.us";
const FLAG = "--use-env-proxy";

/** Node warns that its own agent is experimental. The user of a command cannot change that. */
const AGENT_WARNING = "UNDICI-EHPA";

interface Proxy {
  /** The name of the variable. */
  readonly name: string;
  readonly url: URL;
}

/**
 * Makes `fetch` use the proxy for a server, if there is one. If this needs a new process, that process runs the command
 * and this resolves to its exit status.
 */
export async function useProxy(baseUrl: string | undefined, io: Io): Promise<number | undefined> {
  const proxy = proxyFor(baseUrl ?? DEFAULT_BASE_URL, io.env);
  if (!proxy) return undefined;
  io.guard(proxy.url.password);
  if (!/^https?:$/.test(proxy.url.protocol)) {
    noProxy(`Node supports only http and https proxies, but ${proxy.name} is another kind`, io);
    return undefined;
  }
  if (!process.allowedNodeEnvironmentFlags.has(FLAG)) {
    noProxy(`${proxy.name} is set, but Node ${process.versions.node} cannot use a proxy. Use Node 22.21 or later`, io);
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
  io.note(`${io.err.paint("warning:", "yellow", "bold")} ${why}. The request does not use the proxy.`);
}

/** Looks up the variables in the order that curl and Node use. */
function proxyFor(baseUrl: string, env: Io["env"]): Proxy | undefined {
  const server = parsed(baseUrl);
  if (!server || isLoopback(server.hostname) || isExcluded(server, env)) return undefined;
  const kind = server.protocol === "http:" ? "http_proxy" : "https_proxy";
  const name = [kind, kind.toUpperCase()].find((each) => env[each]);
  if (name === undefined) return undefined;
  const text = env[name]!.trim();
  const url = parsed(text.includes("://") ? text : `http://${text}`);
  // The value is not shown: it may contain a password.
  if (!url?.hostname) throw new UsageError(`${name} must be a URL such as http://proxy.example.edu:8080`);
  return { name, url };
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** A proxy cannot reach a server on this machine, such as the emulator. */
function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** `NO_PROXY` lists domains, and hosts with or without a port. */
function isExcluded({ hostname, port, protocol }: URL, env: Io["env"]): boolean {
  const used = port || (protocol === "http:" ? "80" : "443");
  return (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(/[\s,]+/).some((entry) => {
    const [, domain = "", only = used] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (entry === "*") return true;
    return domain !== "" && only === used && (hostname === domain || hostname.endsWith(`.${domain}`));
  });
}

/** Whether Node was started with the proxy enabled. */
function isInUse(env: Io["env"]): boolean {
  const flags = [...process.execArgv, ...(env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  return env["NODE_USE_ENV_PROXY"] === "1" || flags.includes(FLAG);
}

/** The proxy's variables with a complete URL: Node requires a scheme. */
function withProxy({ name, url }: Proxy, env: Io["env"]): Record<string, string | undefined> {
  return { ...env, [name]: url.href };
}

/** Runs the same command in a Node process that uses the proxy. */
function runAgain(env: Record<string, string | undefined>): Promise<number> {
  const args = [FLAG, `--disable-warning=${AGENT_WARNING}`, ...process.execArgv, ...process.argv.slice(1)];
  const child = spawn(process.execPath, args, { env, stdio: "inherit" });
  // Ctrl-C reaches both processes: the child decides how the command ends.
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
