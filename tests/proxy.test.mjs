// The command behind a proxy: with Node's support for proxies if it exists, otherwise with a message. The proxy is
// real. The host name of the server does not resolve.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createEmulator, createNodeHandler } from "../dist/testing.js";
import { certificateFor } from "./support/certificate.mjs";
import { ended, environment, installedCommand } from "./support/command.mjs";
import { nodeBinaries } from "./support/nodes.mjs";

const HOST = "lti.example.test";
const emulator = createEmulator();
const [{ userId }] = emulator.users;
const nodes = await nodeBinaries();

let folder;
let command;
let authority;
let server;
let proxy;
/** The targets and credentials that the proxy received. */
let connected;

before(async () => {
  ({ folder, command } = await installedCommand());
  const { key, cert } = certificateFor(HOST);
  authority = join(folder, "authority.pem");
  writeFileSync(authority, cert);
  server = await listening(createSecureServer({ key, cert }, createNodeHandler(emulator)));
  proxy = await listening(createServer((_, response) => response.writeHead(405).end()));
  proxy.on("connect", (request, client) => {
    connected.push([request.url, request.headers["proxy-authorization"]]);
    const upstream = connect(server.address().port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const end of [client, upstream]) end.on("error", () => [client, upstream].forEach((each) => each.destroy()));
  });
});

after(() => {
  for (const each of [server, proxy]) {
    each?.closeAllConnections();
    each?.close();
  }
});

function listening(each) {
  return new Promise((resolve) => each.listen(0, "127.0.0.1", () => resolve(each)));
}

const address = (user = "") => `http://${user}127.0.0.1:${proxy.address().port}`;

/** Runs `list`; resolves to {status, stdout, stderr}. */
function run(node, env, { args = [], baseUrl = `https://${HOST}/api/v1/lti/rich` } = {}) {
  connected = [];
  const { key: LTI_KEY, secret: LTI_SECRET } = emulator.credentials;
  const child = spawn(node, [command, "list", "--user", userId, "--page-size", "3", "--base-url", baseUrl, ...args], {
    env: environment({ NODE_EXTRA_CA_CERTS: authority, LTI_KEY, LTI_SECRET, ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ended(child);
}

for (const { major, version, path } of nodes) {
  describe(`node ${version}`, { skip: major < 22 && "it knows no proxy" }, () => {
    test("list uses the proxy of HTTPS_PROXY or https_proxy", async () => {
      for (const name of ["HTTPS_PROXY", "https_proxy"]) {
        const { status, stdout, stderr } = await run(path, { [name]: address() });
        assert.deepEqual([status, connected], [0, [[`${HOST}:443`, undefined]]], stderr);
        assert.equal(stdout.match(/ min +\d+ /g).length, 3);
        assert.match(stderr, /^\n3 of \d+ upcoming meetings/);
        assert.doesNotMatch(stderr, /warning/i);
      }
    });

    test("a proxy with user and password, and a proxy without a scheme", async () => {
      const { status, stdout, stderr } = await run(path, { HTTPS_PROXY: address("me:pass%21word@") });
      assert.equal(status, 0, stderr);
      assert.deepEqual(connected, [[`${HOST}:443`, `Basic ${btoa("me:pass!word")}`]]);
      assert.doesNotMatch(stdout + stderr, /pass.{1,3}word/);
      const bare = await run(path, { HTTPS_PROXY: address().slice("http://".length) });
      assert.deepEqual([bare.status, connected.length], [0, 1], bare.stderr);
    });

    test("exit status and output are those of the command", async () => {
      const refused = await run(path, { HTTPS_PROXY: address(), LTI_SECRET: "another-secret" }, { args: ["--json"] });
      assert.deepEqual([refused.status, JSON.parse(refused.stdout).error.code], [1, "signature_rejected"]);
      const unusable = await run(path, { HTTPS_PROXY: address() }, { args: ["--page-num", "0"] });
      assert.deepEqual([unusable.status, connected], [2, []], unusable.stderr);
    });

    test("a host of NO_PROXY is reached without the proxy", async () => {
      for (const none of ["example.test", "x, .example.test", HOST, `${HOST}:443`, "*"]) {
        const { status, stderr } = await run(path, { HTTPS_PROXY: address(), NO_PROXY: none });
        assert.deepEqual([status, connected], [1, []]);
        assert.match(stderr, /ENOTFOUND|EAI_AGAIN/, none);
      }
      for (const other of ["other.test", `${HOST}:8443`, "ample.test"]) {
        const { status, stderr } = await run(path, { HTTPS_PROXY: address(), NO_PROXY: other });
        assert.deepEqual([status, connected.length], [0, 1], `${other}: ${stderr}`);
      }
    });

    test("uses the proxy that is configured in Node itself", async () => {
      for (const told of [{ NODE_USE_ENV_PROXY: "1" }, { NODE_OPTIONS: "--use-env-proxy" }]) {
        const { status, stderr } = await run(path, { HTTPS_PROXY: address(), ...told });
        assert.deepEqual([status, connected.length], [0, 1], stderr);
      }
    });

    test("an unreachable proxy is named as the cause", async () => {
      const { status, stderr } = await run(path, { HTTPS_PROXY: "http://127.0.0.1:9" });
      assert.equal(status, 1);
      assert.match(stderr, /^error: .*ECONNREFUSED 127\.0\.0\.1:9$/m);
    });
  });
}

describe("any Node", () => {
  test("a version without proxy support says which version has it", async (t) => {
    const old = nodes.find(({ major }) => major < 22);
    if (!old) return t.skip("there is no such Node here");
    const { status, stderr } = await run(old.path, { HTTPS_PROXY: address("me:password@") });
    assert.deepEqual([status, connected], [1, []]);
    const [warning, error] = stderr.split("\n");
    assert.equal(
      warning,
      `warning: HTTPS_PROXY is set, but Node ${old.version} cannot use a proxy. Use Node 22.21 or later. ` +
        "The request does not use the proxy.",
    );
    assert.match(error, /^error: .*ENOTFOUND|EAI_AGAIN/);
    const excluded = await run(old.path, { HTTPS_PROXY: address(), NO_PROXY: HOST });
    assert.doesNotMatch(excluded.stderr, /warning/);
  });

  test("a server on this machine needs no proxy", async () => {
    const http = await listening(createServer(createNodeHandler(emulator)));
    const baseUrl = `http://127.0.0.1:${http.address().port}/api/v1/lti/rich`;
    for (const { path, version } of nodes) {
      const { status, stderr } = await run(path, { HTTP_PROXY: address(), HTTPS_PROXY: address() }, { baseUrl });
      assert.deepEqual([status, connected], [0, []], version);
      assert.doesNotMatch(stderr, /warning/);
    }
    http.close();
  });

  test("a proxy that is not a URL: status 2, without its text; an unsupported kind: a warning", async () => {
    for (const { path } of nodes) {
      const { status, stderr } = await run(path, { HTTPS_PROXY: "http://me:password@:80:80" });
      assert.equal(status, 2);
      assert.match(stderr, /^error: HTTPS_PROXY must be a URL such as/);
      assert.doesNotMatch(stderr, /password/);
      const socks = await run(path, { HTTPS_PROXY: "socks5://me:password@127.0.0.1:1080" });
      assert.match(
        socks.stderr,
        /^warning: Node supports only http and https proxies, but HTTPS_PROXY is another kind/,
      );
      assert.doesNotMatch(socks.stderr, /password/);
    }
  });
});
