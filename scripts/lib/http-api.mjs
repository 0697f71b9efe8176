// docs/http-api.md: docs/openapi.json as a page to read.

const columns = 120;

/** The page for a document of scripts/openapi.mjs. */
export function httpApi({ info, servers, paths, components }) {
  const find = ({ $ref }) =>
    $ref
      .slice("#/components/".length)
      .split("/")
      .reduce((at, key) => at[key], components);
  const resolved = (value) => (value.$ref ? find(value) : value);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ title: `${method.toUpperCase()} ${path}`, ...operation })),
  );
  const { Meeting, MeetingPage, Refusal } = components.schemas;
  return [
    "# The HTTP API",
    "<!-- Written by npm run generate. -->",
    "This page is for those who call the API without this package. [openapi.json](openapi.json) has the same as " +
      "OpenAPI 3.1, for tools.",
    aboutPage(info.description),
    `The base URL is \`${servers[0].url}\`.`,
    "## Signing",
    components.securitySchemes.ltiSignature.description,
    ...operations.flatMap((operation) => endpoint(operation, resolved)),
    "## Responses",
    "### A page of meetings",
    fields(MeetingPage, resolved),
    "### A meeting",
    textOf(Meeting),
    fields(Meeting, resolved),
    "### A refusal",
    textOf(Refusal),
    fields(Refusal, resolved),
    textOf(components.responses.Failure),
  ]
    .map(wrapped)
    .join("\n\n")
    .concat("\n");
}

/** The description without what is about the file. */
function aboutPage(description) {
  const paragraphs = description.split("\n\n").filter((text) => !text.includes("`ltiSignature`"));
  return paragraphs
    .join("\n\n")
    .replace("`x-unknown` marks what the articles do not say.", "“Not documented” marks gaps.");
}

function endpoint({ title, summary, description, externalDocs, parameters, requestBody, responses }, resolved) {
  const { schema, examples } = responses[200].content["application/json"];
  const success = resolved(schema.oneOf[0]);
  const result = success.properties.result;
  const unknown = result["x-unknown"] ? [`The \`result\` of the response. ${note(result)}`] : [];
  return [
    `## ${title}`,
    `${summary} ([${externalDocs.url.split("=").at(-1)}](${externalDocs.url})).`,
    description ?? "",
    table(
      ["query", "", ""],
      parameters
        .map(resolved)
        .map((parameter) => [
          `\`${parameter.name}\``,
          `${limits(parameter.schema)}${parameter.required ? ", required" : ""}`,
          [parameter.description, note(parameter)].filter(Boolean).join(" "),
        ]),
    ),
    ...(requestBody ? body(requestBody.content["application/json"]) : []),
    ...(examples.success ? ["The response:", json(examples.success.value)] : []),
    ...unknown,
  ].filter(Boolean);
}

function body({ schema, examples }) {
  const whole = schema.oneOf ? schema.oneOf[1] : schema;
  return [
    "The body, which is not signed:",
    table(["field", "", ""], rows(whole, "")),
    ...Object.values(examples ?? {}).flatMap(({ value }, at) => [at > 0 && "or", json(value)]),
  ];
}

/** The fields of an object, and those of the objects in it. */
function rows({ properties, required = [] }, before) {
  return Object.entries(properties).flatMap(([name, field]) => {
    const inner = field.items ?? field;
    const own = [
      `\`${before}${name}\``,
      `${limits(field)}${required.includes(name) ? ", required" : ""}`,
      textOf(field),
    ];
    return [own, ...(inner.properties ? rows(inner, `${before}${name}${field.items ? "[]" : ""}.`) : [])];
  });
}

function fields({ properties, required }, resolved) {
  const kind = (field) => (field.items?.$ref ? "list of meetings" : limits(field));
  const own = ([name, field]) => [
    `\`${name}\``,
    `${kind(field)}${required.includes(name) ? "" : ", may be missing"}`,
    textOf(resolved(field)),
  ];
  return table(["field", "", ""], Object.entries(properties).map(own));
}

const textOf = (field) => [field.description, note(field)].filter(Boolean).join(" ");
const note = ({ "x-unknown": text }) => text && `Not documented: ${text[0].toLowerCase()}${text.slice(1)}`;

function limits({ type, const: only, minimum, maximum, maxLength, maxItems, pattern }) {
  if (only !== undefined) return `\`${only}\``;
  const kind = [type ?? "anything"].flat().join(" or ");
  if (pattern === "^[0-9]+$") return "string of digits";
  if (maxLength) return `${kind} of at most ${maxLength} characters`;
  if (maxItems) return `list of at most ${maxItems}`;
  if (maximum) return `${kind} from ${minimum} to ${maximum}`;
  return minimum === 1 ? `${kind} from 1` : kind;
}

function table(head, lines) {
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const json = (value) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** Prose in lines of at most 120 columns. Tables, lists and code stay. */
function wrapped(block) {
  if (/^(\||```|#|<!--)/.test(block)) return block;
  return block
    .split("\n\n")
    .map((part) => (/^\d\. /m.test(part) ? part : filled(part.replaceAll("\n", " "))))
    .join("\n\n");
}

function filled(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (line.length <= columns) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join("\n");
}
