// docs/openapi.json is a valid OpenAPI document, and agrees with the tables, with the emulator and with the types.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { httpApi } from "../scripts/lib/http-api.mjs";
import { httpApiFile, load, openapi, openapiFile } from "../scripts/openapi.mjs";
import { withFixture } from "./matrix/lib/fixtures.mjs";
import { installed } from "./support/installed.mjs";

const text = readFileSync(openapiFile, "utf8");
const document = JSON.parse(text);
const clone = () => JSON.parse(text);
const { endpoints, signingRules, baseUrl } = await load("generated/parameters.ts");
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);
const operationOf = (name) => operations.find(({ operationId }) => operationId === name);
const resolved = (value) =>
  value.$ref
    ? value.$ref
        .slice(2)
        .split("/")
        .reduce((at, key) => at[key], document)
    : value;
const jsonOf = ({ content }) => content["application/json"];

const now = Date.UTC(2026, 9, 12, 8);
const inCourse = { meetingId: "86756778157", contextId: "context-1", domain: "lms.example.edu" };
const userId = "_vIWeZ76TtuFceCKHkVk4Q";
const created = { userId, contextId: "context-1", domain: "lms.example.edu", meetingInfo: { topic: "Algebra" } };

let Validator;
let ajv;
let lti;
let testing;
let typesText;
let folder;

before(
  async () => {
    folder = await installed();
    const entry = (name) => import(pathToFileURL(join(folder, "node_modules", "zoom-lti-pro", "dist", name)).href);
    [lti, testing] = await Promise.all([entry("index.js"), entry("testing.js")]);
    await withFixture("openapi", folder, async (tools) => {
      const require = createRequire(join(tools, "package.json"));
      ({ Validator } = await import(pathToFileURL(require.resolve("@seriousme/openapi-schema-validator")).href));
      const Ajv = require("ajv/dist/2020").default;
      const formats = { int64: Number.isSafeInteger };
      ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, formats });
      ajv.addVocabulary(["x-unknown", "x-documented-values"]);
      ajv.addSchema({ $id: "openapi", $defs: forAjv(document.components.schemas) });
      const openapiTs = require("openapi-typescript");
      typesText = openapiTs.astToString(await openapiTs.default(clone()));
    });
  },
  { timeout: 120_000 },
);

/** A schema with references that ajv can follow. */
function forAjv(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "openapi#/$defs/"));
}

/** What ajv has against a value. */
function problems(schema, value) {
  return ajv.validate(forAjv(schema), value) ? [] : ajv.errors.map((error) => ajv.errorsText([error]));
}

const responseSchema = ({ responses }, status = 200) => jsonOf(resolved(responses[status])).schema;
const bodySchema = ({ requestBody }) => jsonOf(requestBody).schema;

describe("the document", () => {
  test("is what npm run generate writes", async () => {
    assert.equal(text, await openapi(), "run npm run generate");
    assert.equal(readFileSync(httpApiFile, "utf8"), httpApi(document), "run npm run generate");
  });

  test("is valid OpenAPI 3.1, by another project's validator", async () => {
    const validator = new Validator();
    assert.deepEqual(await validator.validate(clone()), { valid: true });
    assert.equal(validator.version, "3.1");
  });

  test("the validator finds a fault", async () => {
    const faulty = clone();
    faulty.paths["/open/meeting/list"].get.parameters[2].in = "body";
    assert.equal((await new Validator().validate(faulty)).valid, false);
  });

  test("every reference leads to a place", () => {
    const references = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, $ref]) => $ref);
    assert.ok(references.length > 10);
    for (const $ref of references) assert.ok(resolved({ $ref }), $ref);
  });

  test("its base string has the signature that it names", () => {
    const { description } = document.components.securitySchemes.ltiSignature;
    const [, base, signature] = /`(isUpComing=[^`]+)`\n\n`([\w-]{27})`/.exec(description);
    assert.equal(lti.sign("secret", base), signature);
  });
});

describe("the tables", () => {
  test("the endpoints are those of the table", () => {
    assert.deepEqual(
      operations.map(({ operationId, method, path }) => [operationId, method, path]),
      Object.entries(endpoints).map(([name, { method, path }]) => [name, method, path]),
    );
    assert.equal(document.servers[0].url, baseUrl);
  });

  for (const [name, { parameters, article }] of Object.entries(endpoints)) {
    test(`${name}: the parameters, their limits and the article`, () => {
      const { parameters: written, externalDocs } = operationOf(name);
      const limits = ({ name: parameter, required, schema }) => [parameter, required, schema.minimum, schema.maximum];
      const signing = signingRules.map((rule) => [rule.name, true]);
      assert.deepEqual(
        written.map(resolved).map(({ name: parameter, required }) => [parameter, required]),
        [...signing, ...parameters.map((rule) => [rule.name, rule.required])],
      );
      assert.deepEqual(
        written.map(resolved).slice(signing.length).map(limits),
        parameters.map(({ name: parameter, required, min, max }) => [parameter, required, min, max]),
      );
      assert.match(externalDocs.url, new RegExp(`${article}$`));
    });

    test(`${name}: everything that is not documented is marked`, () => {
      const [success] = jsonOf(operationOf(name).responses[200]).schema.oneOf.map(resolved);
      const marks = JSON.stringify([success, document.components.schemas.Meeting]).match(/"x-unknown"/g);
      assert.ok(marks.length >= 3);
      if (name !== "meetingList") assert.ok(success.properties.result["x-unknown"]);
    });
  }
});

describe("examples", () => {
  for (const operation of operations) {
    test(`of ${operation.operationId} are valid`, () => {
      const ofResponse = jsonOf(operation.responses[200]).examples;
      for (const { value } of Object.values(ofResponse))
        assert.deepEqual(problems(responseSchema(operation), value), []);
      for (const { value } of Object.values(operation.requestBody ? jsonOf(operation.requestBody).examples : {}))
        assert.deepEqual(problems(bodySchema(operation), value), []);
      for (const { schema, example } of operation.parameters.map(resolved))
        assert.ok(ajv.validate(schema, example), ajv.errorsText());
    });
  }

  test("the client decodes that of the meeting list", () => {
    const { success } = jsonOf(operationOf("meetingList").responses[200]).examples;
    const page = lti.decodeMeetings(JSON.stringify(success.value));
    assert.deepEqual([page.pageSize, page.list[0].topic], [12, "Alpha DevA Course1"]);
  });
});

/** A signed request to the emulator, and its response. */
async function ask(emulator, { path, method }, params, body, { secret = emulator.credentials.secret } = {}) {
  const request = { path, params, timestamp: now };
  const { url, headers } = lti.signRequest({ ...emulator.credentials, secret }, request);
  const response = await emulator.fetch(url, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, json: await response.json(), url };
}

/** A valid request to each endpoint. */
const valid = {
  meetingList: [{ userId, isUpComing: true, pageNum: 1, pageSize: 1000 }],
  bulkImport: [{ userId }, [inCourse]],
  bulkDisassociate: [{}, { userId, meetingList: [inCourse] }],
  createAndAssociate: [{}, created],
};

describe("the emulator", () => {
  const emulatorOf = (options) => testing.createEmulator({ now: () => now, ...options });

  test("every endpoint is tried", () => assert.deepEqual(Object.keys(valid), Object.keys(endpoints)));

  for (const operation of operations) {
    const [params, body] = valid[operation.operationId];

    test(`${operation.operationId}: its responses have the documented shape`, async () => {
      const success = await ask(emulatorOf(), operation, params, body);
      assert.deepEqual([success.status, success.json.status], [200, true]);
      assert.deepEqual(problems(responseSchema(operation), success.json), []);

      for (const [what, request, options] of [
        ["a wrong signature", [params, body], { secret: "another-secret" }],
        ["a wrong body or parameter", [{ ...params, pageSize: 0 }, body && {}]],
      ]) {
        const refusal = await ask(emulatorOf(), operation, ...request, options);
        assert.deepEqual([refusal.status, refusal.json.status], [200, false], what);
        assert.deepEqual(problems(responseSchema(operation), refusal.json), [], what);
        const other = await ask(emulatorOf({ errorStatus: 401 }), operation, ...request, options);
        assert.equal(other.status, 401);
        assert.deepEqual(problems(responseSchema(operation, "default"), other.json), [], what);
      }
    });

    test(`${operation.operationId}: the parameters of the signed URL are the documented ones`, async () => {
      const { url } = await ask(emulatorOf(), operation, params, body);
      const documented = operation.parameters.map(resolved);
      const query = [...new URL(url).searchParams];
      for (const { name, required } of documented)
        if (required)
          assert.ok(
            query.some(([given]) => given === name),
            name,
          );
      for (const [name, value] of query) {
        const { schema } = documented.find((parameter) => parameter.name === name);
        assert.ok(ajv.validate(schema, schema.type === "string" ? value : JSON.parse(value)), `${name}: ${value}`);
      }
    });

    test(`${operation.operationId}: a response of another shape is a fault`, async () => {
      const { json } = await ask(emulatorOf(), operation, params, body);
      for (const wrong of [{ ...json, status: "true" }, { ...json, status: false }, [json], { result: json.result }])
        assert.notDeepEqual(problems(responseSchema(operation), wrong), []);
    });
  }

  test("lists of every user, past and upcoming, under both names of the time zone", async () => {
    const operation = operationOf("meetingList");
    let meetings = 0;
    for (const timeZoneField of ["timezone", "timeZone"]) {
      const emulator = emulatorOf({ timeZoneField, startTimeIn: "timezone" });
      for (const user of emulator.users)
        for (const isUpComing of [true, false]) {
          const params = { userId: user.userId, isUpComing, pageNum: 1, pageSize: 1000 };
          const { json } = await ask(emulator, operation, params);
          meetings += json.result.list.length;
          assert.deepEqual(problems(responseSchema(operation), json), []);
        }
    }
    assert.ok(meetings > 100, `${meetings} meetings`);
  });

  test("a partial success, and a meeting that was created and not associated", async () => {
    for (const [name, kind] of [
      ["bulkImport", "partial_success"],
      ["bulkDisassociate", "partial_success"],
      ["createAndAssociate", "not_associated"],
    ]) {
      const { json } = await ask(emulatorOf({ fault: { kind } }), operationOf(name), ...valid[name]);
      assert.equal(json.status, kind === "partial_success");
      assert.ok(json.result);
      assert.deepEqual(problems(responseSchema(operationOf(name)), json), []);
    }
  });

  const bodies = {
    "400 meetings": ["bulkImport", Array(400).fill(inCourse), true],
    "401 meetings": ["bulkImport", Array(401).fill(inCourse), false],
    "no domain": ["bulkImport", [{ ...inCourse, domain: undefined }], false],
    "an empty domain": ["bulkDisassociate", [{ ...inCourse, domain: "" }], false],
    "letters in the meeting number": [
      "bulkDisassociate",
      [{ ...inCourse, meetingId: "UxDWPuPdT1OBudHV56kYJQ==" }],
      false,
    ],
    "a number as the meeting number": ["bulkImport", [{ ...inCourse, meetingId: 86756778157 }], false],
    "a list without a user in an object": ["bulkImport", { meetingList: [inCourse] }, false],
    "text instead of a list": ["bulkImport", "meetings", false],
    "a topic of 200 characters beyond the BMP": [
      "createAndAssociate",
      { ...created, meetingInfo: { topic: "𝛼".repeat(200) } },
      true,
    ],
    "a topic of 201 characters": ["createAndAssociate", { ...created, meetingInfo: { topic: "x".repeat(201) } }, false],
    "no meetingInfo": ["createAndAssociate", { ...created, meetingInfo: undefined }, false],
  };

  for (const [what, [name, body, isValid]] of Object.entries(bodies)) {
    test(`${what}: emulator and schema agree`, async () => {
      const sent = JSON.parse(JSON.stringify(body));
      const { json } = await ask(emulatorOf(), operationOf(name), {}, sent);
      const found = problems(bodySchema(operationOf(name)), sent);
      assert.deepEqual([json.status, found.length === 0], [isValid, isValid], found.join("\n"));
    });
  }
});

describe("the types", () => {
  /** `Meeting` as decoded has each documented field, and null instead of nothing. */
  const program = `
    import type { Meeting, MeetingPage } from "zoom-lti-pro";
    import type { components } from "./openapi-types.js";

    type Wire = components["schemas"]["Meeting"];
    type Sent = Omit<Wire, "timeZone">;
    type Decoded = { [K in keyof Sent]-?: undefined extends Sent[K] ? Exclude<Sent[K], undefined> | null : Sent[K] };
    type Page = components["schemas"]["MeetingPage"];

    type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
    const sameFields: Same<keyof Decoded, Exclude<keyof Meeting, "extra">> = true;
    const sameFieldsOfPage: Same<keyof Page, keyof MeetingPage> = true;
    declare const meeting: Omit<Meeting, "extra">;
    declare const decoded: Decoded;
    const asDecoded: Decoded = meeting;
    const asMeeting: Meeting = decoded;
    declare const page: Page;
    declare const ours: MeetingPage;
    const asPage: Omit<MeetingPage, "list"> = page;
    const asOurs: Omit<Page, "list"> = ours;
    const list: readonly Wire[] = page.list;
    export { sameFields, sameFieldsOfPage, asDecoded, asMeeting, asPage, asOurs, list };
  `;

  const faults = (source) => {
    const place = join(folder, "openapi");
    ts.sys.createDirectory(place);
    writeFileSync(join(place, "openapi-types.d.ts"), typesText);
    writeFileSync(join(place, "same.mts"), source);
    const { NodeNext } = ts.ModuleKind;
    const lib = ["lib.es2022.d.ts", "lib.esnext.disposable.d.ts"];
    const options = { strict: true, noEmit: true, module: NodeNext, types: [], lib, exactOptionalPropertyTypes: true };
    const compiled = ts.createProgram([join(place, "same.mts")], options);
    return ts
      .getPreEmitDiagnostics(compiled)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  };

  test("Meeting and MeetingPage are those of the schema", () => assert.deepEqual(faults(program), []));

  test("a field of another type would be found", () => {
    assert.notDeepEqual(faults(program.replace('"timeZone"', '"timeZone" | "pmi"')), []);
    assert.notDeepEqual(faults(program.replace("const asMeeting: Meeting", "const asMeeting: Meeting & { x: 1 }")), []);
  });
});
