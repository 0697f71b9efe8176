/**
 * The texts for each kind of mistake. `{name}`, `{seen}`, `{expected}` and `{age}` are placeholders for a finding's
 * facts. A part in square brackets is left out if one of its facts is missing.
 */
import type { FindingCode } from "../generated/finding-codes.js";

export interface Words {
  /** The mistake in at most 8 words, without a full stop. */
  title: string;
  /** What is wrong: one or two sentences. */
  message: string;
  /** What to do. */
  fix: string;
  /** Background that helps to understand the mistake, but not to fix it. */
  why?: string;
}

export const findings: Record<FindingCode, Words> = {
  no_parameters: {
    title: "There are no parameters in this text",
    message: "The text has no query, such as key=…&timestamp=….",
    fix: "Paste the URL that was sent, with its query, or the curl command.",
  },
  missing_parameter: {
    title: "The parameter {name} is missing",
    message: "The query does not have the parameter {name}.",
    fix: "Add {name} to the query and to the base string.",
  },
  misspelt_parameter: {
    title: "The parameter name {name} is misspelled",
    message: "The request sends {name}[. The API's name is {expected}].",
    fix: "Write {expected} in the URL and in the base string. Upper and lower case matter.",
  },
  unknown_parameter: {
    title: "The API does not document {name}",
    message: "{name} is not a documented parameter of this endpoint.",
    fix: "Remove {name}. If you keep it, sign it too: the base string has every parameter of the query.",
  },
  tool_parameter: {
    title: "A tool may have added {name}",
    message: "{name} is a parameter that tools, caches and link trackers add.",
    fix: "Remove {name} from the URL, or sign the URL after it was added.",
  },
  query_too_long: {
    title: "The query is too long",
    message: "A request has at most 100 parameters with 16384 bytes[. This one has {seen}].",
    fix: "Send fewer or shorter parameters. Paste only one request.",
  },
  duplicate_parameter: {
    title: "The query has {name} twice",
    message: "The parameter {name} occurs more than once.",
    fix: "Send and sign each parameter once.",
  },
  empty_parameter: {
    title: "{name} has no value",
    message: "The parameter {name} is in the query without a value.",
    fix: "Remove {name} from the query and the base string, or give it a value in both.",
  },
  unsignable_value: {
    title: "The value of {name} cannot be signed",
    message: "It contains &, a control character or invalid percent-encoding.",
    fix: "Send the value without this character.",
  },
  times_sign: {
    title: "The text has ×tamp instead of &timestamp",
    message: "A program read &times as the HTML code for the sign ×.",
    fix: "Type &timestamp. Do not copy it from a web page or a PDF.",
  },
  escaped_separator: {
    title: "An & between the parameters is escaped",
    message: "The text has an escape sequence where a plain & belongs[: {seen}].",
    fix: "Join the parameters with a plain & in the URL and in the base string.",
  },
  invisible_character: {
    title: "There is an unexpected character[ in {name}]",
    message: "It is whitespace, an invisible character, or one that looks like another[: {seen}].",
    fix: "Type the value again, or trim it where the program reads it.",
  },
  is_up_coming: {
    title: "isUpComing must be true or false",
    message: "The request has another value[: {seen}].",
    fix: "Send and sign true or false, in lower case.",
  },
  page_num: {
    title: "pageNum must be a whole number",
    message: "The API accepts whole numbers from 1, in plain digits[. The request has {seen}].",
    fix: "Send and sign plain digits, such as pageNum=1.",
  },
  page_size: {
    title: "pageSize must be from 1 to 1000",
    message: "The API accepts whole numbers from 1 to 1000, in plain digits[. The request has {seen}].",
    fix: "Send and sign plain digits, such as pageSize=20.",
  },
  user_id: {
    title: "userId is empty or a placeholder",
    message: "The program did not fill in the userId[: {seen}].",
    fix: "Use the Zoom user ID, such as _vIWe…; see README, “Key, secret and userId”.",
  },
  user_id_email: {
    title: "userId looks like an e-mail address",
    message: "The API expects the ID of the Zoom user.",
    fix: "Use the Zoom user ID, such as _vIWe…; see README, “Key, secret and userId”.",
    why: "For an unknown ID, the API returns an empty list and no error.",
  },
  user_id_other: {
    title: "userId may not be a Zoom user ID",
    message: "The API expects the ID of the Zoom user.",
    fix: "Use the Zoom user ID, such as _vIWe…; see README, “Key, secret and userId”.",
    why: "For an unknown ID, the API returns an empty list and no error.",
  },
  invalid_value: {
    title: "The API does not accept this {name}",
    message: "The value of {name} is not documented[: {seen}].",
    fix: "Send and sign a documented value of {name}.",
  },
  key_placeholder: {
    title: "The key is empty or a placeholder",
    message: "The program did not fill in the key[: {seen}].",
    fix: "Copy the LTI key from the LTI Pro configuration page.",
  },

  timestamp_seconds: {
    title: "The timestamp is in seconds",
    message: "The API expects milliseconds: 13 digits[, not {seen}].",
    fix: "Use milliseconds in the URL and in the base string[: {expected}].",
  },
  timestamp_unit: {
    title: "The timestamp is not in milliseconds",
    message: "The API expects milliseconds: 13 digits. This is a smaller unit[: {seen}].",
    fix: "Use milliseconds in the URL and in the base string[: {expected}].",
  },
  timestamp_format: {
    title: "The timestamp is not plain digits",
    message: "The API expects the milliseconds since 1970 as 13 digits[, not {seen}].",
    fix: "Use 13 plain digits in the URL and in the base string[: {expected}].",
  },
  timestamp_zero: {
    title: "The timestamp is before the year 2020",
    message: "The clock was not set[: it gave {seen}].",
    fix: "Read the clock inside the request handler.",
    why: "In a Cloudflare Worker, the clock is 0 outside a request handler.",
  },
  timestamp_zone: {
    title: "The program may have used local time",
    message:
      "The timestamp differs from the clock by the difference of a time zone[: {seen}]. This can also be chance.",
    fix: "Use the milliseconds since 1970, such as Date.now() or time.time() * 1000. Do not convert a local date.",
  },
  timestamp_expired: {
    title: "The timestamp is too old",
    message: "A signature is valid for 60 minutes[. This one was {age} old when it was sent].",
    fix: "Sign each request just before you send it. If you do, set the computer's clock.",
  },
  timestamp_ahead: {
    title: "The timestamp is in the future",
    message: "It is later than the clock[ by {age}].",
    fix: "Set the clock of the computer that signs. Use the milliseconds since 1970 in UTC.",
  },

  plus_in_url: {
    title: "The URL has a raw +[ in {name}]",
    message: "Servers read a + in a URL as a space.",
    fix: "Write %2B in the URL[: {name}={expected}]. In the base string, it stays +.",
  },
  unquoted_url: {
    title: "The URL needs quotes in the shell",
    message: "Without quotes, the shell ends the command at the first &.",
    fix: "Put the URL in quotes.",
  },
  header_name: {
    title: "The header must be named X-Lti-Signature",
    message: "The request sends {name}, which the API does not read.",
    fix: "Send the signature as X-Lti-Signature. Upper and lower case are the same here.",
  },
  header_in_query: {
    title: "The signature is in the query",
    message: "The API reads the signature only from the header X-Lti-Signature.",
    fix: "Send it as the header, and remove {name} from the query.",
  },
  header_missing: {
    title: "The header X-Lti-Signature is missing",
    message: "The request has no signature.",
    fix: "Send the signature in the header X-Lti-Signature.",
  },
  wrong_host: {
    title: "The host is not {expected}",
    message: "The request goes to {seen}.",
    fix: "Use the base URL https://{expected}/api/v1/lti/rich.",
  },
  wrong_path: {
    title: "The API does not document this path",
    message: "The request goes to {seen}.",
    fix: "Use the path {expected}.",
  },
  wrong_method: {
    title: "The method must be {expected}",
    message: "The request uses {seen}.",
    fix: "Use {expected}.",
  },
  not_https: {
    title: "The request is not encrypted",
    message: "Others can read the signature and use it for an hour.",
    fix: "Use https.",
  },

  header_corrupted: {
    title: "The header was cut or changed",
    message: "Its last character is impossible for a 20-byte digest.",
    fix: "Copy the whole header: 27 characters.",
  },
  header_padded: {
    title: "The header has padding at the end",
    message: "The API expects base64url without the = at the end.",
    fix: "Remove the = at the end.",
  },
  header_standard_alphabet: {
    title: "The header is base64, not base64url",
    message: "It contains + or /, which base64url does not have.",
    fix: "Use base64url: - for +, _ for /, and no = at the end.",
    why: "About 44 in 100 signatures contain neither + nor /. So this mistake appears only with some requests.",
  },
  header_space: {
    title: "The header contains a space",
    message: "The header was base64 with a +, and a program read the + as a space.",
    fix: "Use base64url: - for +, _ for /, and no = at the end.",
  },
  header_percent_encoded: {
    title: "The header is percent-encoded",
    message: "Servers decode the URL, but not the headers.",
    fix: "Send base64url without percent-encoding.",
  },
  header_hex: {
    title: "The header is hexadecimal",
    message: "The digest was sent as hexadecimal digits. The API expects base64url.",
    fix: "Encode the 20 bytes of the digest as base64url.",
  },
  header_hex_base64: {
    title: "The hexadecimal text was encoded as base64",
    message: "The digest was printed as hexadecimal digits, and these digits were encoded.",
    fix: "Ask the HMAC for its 20 bytes, not for hexadecimal text. Encode the bytes as base64url.",
  },
  header_base64_twice: {
    title: "The header was encoded as base64 twice",
    message: "Inside the base64 text is another base64 text.",
    fix: "Encode the 20 bytes of the digest once.",
  },
  header_sha256: {
    title: "The header is as long as SHA-256",
    message: "It has 32 bytes. An HMAC-SHA1 has 20.",
    fix: "Use HMAC-SHA1.",
  },
  header_sha512: {
    title: "The header is as long as SHA-512",
    message: "It has 64 bytes. An HMAC-SHA1 has 20.",
    fix: "Use HMAC-SHA1.",
  },
  header_md5: {
    title: "The header is as long as MD5",
    message: "It has 16 bytes. An HMAC-SHA1 has 20.",
    fix: "Use HMAC-SHA1.",
  },
  header_encoding: {
    title: "The header is not base64url",
    message: "It has the digest in another encoding.",
    fix: "Encode the 20 bytes of the digest as base64url.",
  },
  header_text: {
    title: "The digest was converted to text",
    message: "The program read the digest as a text string, which changed its bytes.",
    fix: "Encode the bytes of the digest as base64url, without a text string between.",
  },
  header_prefixed: {
    title: "There is other text around the signature",
    message: "The header has a prefix such as sha1=, quotes, or other output of a tool.",
    fix: "Send only the signature, as base64url.",
  },
  header_artifact: {
    title: "The header is a printed object",
    message: "The program printed bytes or a promise, such as b'…' or [object Promise].",
    fix: "Await promises, and encode the 20 bytes of the digest as base64url.",
  },
  header_secret: {
    title: "The header contains the LTI secret",
    message: "Everyone who saw this request can sign in your name.",
    fix: "Create a new secret on the LTI Pro configuration page. Then send the signature in this header.",
  },
  header_key: {
    title: "The header contains the LTI key",
    message: "The key belongs in the query, as key=….",
    fix: "Send the signature in this header.",
  },
  header_unknown: {
    title: "The header is not a signature",
    message: "A signature has 27 characters: A–Z, a–z, 0–9, - and _.",
    fix: "Encode the 20 bytes of the HMAC-SHA1 as base64url without padding.",
  },

  parameter_order: {
    title: "The parameters were signed in another order",
    message: "The base string must be sorted by name[. It was signed as {seen}].",
    fix: "Sort by name, upper case before lower case[: {expected}].",
  },
  parameter_not_signed: {
    title: "{name} was sent but not signed",
    message: "The base string does not have {name}.",
    fix: "Sign every parameter of the query.",
  },
  parameter_not_sent: {
    title: "{name} was signed but not sent",
    message: "The base string has {name}, and the query does not[. The signed value: {seen}].",
    fix: "Add {name} to the query, or sign without it.",
  },
  value_differs: {
    title: "{name} was signed with another value",
    message: "The base string and the URL differ[: {seen} was signed, and {expected} was sent].",
    fix: "Use the same variable for the base string and for the URL.",
  },
  name_differs: {
    title: "A parameter was signed under another name[: {name}]",
    message: "The base string and the URL differ[: {seen} was signed, and {expected} was sent].",
    fix: "Use the API's names in the URL and in the base string. Upper and lower case matter.",
  },
  timestamp_differs: {
    title: "Two different timestamps were used",
    message: "The program read the clock twice[: {seen} was signed, and {expected} was sent].",
    fix: "Read the clock once. Use the value in the URL and in the base string.",
  },
  encoded_values: {
    title: "The values were percent-encoded before signing",
    message: "The API checks the signature of the values as they were before encoding.",
    fix: "Sign the plain values. Encode them only in the URL.",
  },
  url_in_base_string: {
    title: "The base string has more than the parameters",
    message: "It has other parts of the request[: {seen} before the parameters].",
    fix: "Sign only the parameters, without ?, path, host or method.",
  },
  body_signed: {
    title: "The body was signed",
    message: "The base string must have only the parameters of the query.",
    fix: "Sign the parameters without the body.",
  },
  json_signed: {
    title: "The parameters were signed as JSON",
    message: "The base string must not be JSON.",
    fix: "Sign name=value, joined by & and sorted by name.",
  },
  joiner: {
    title: "The parameters were joined in another way",
    message: "The base string must be name=value, joined by &.",
    fix: "Write = between name and value, and & between the parameters.",
  },
  line_end: {
    title: "The base string has an extra character",
    message: "A line feed or other whitespace was signed with the base string.",
    fix: "Remove it before signing. In a shell, use printf '%s' or echo -n.",
  },
  text_encoding: {
    title: "The base string was changed before signing",
    message: "The API checks the signature of its UTF-8 bytes.",
    fix: "Sign the base string as UTF-8, without a byte order mark.",
  },
  signature_signed: {
    title: "The signature was signed, too",
    message: "The base string has a signature, or the name of its header.",
    fix: "Sign only the parameters.",
  },
  secret_signed: {
    title: "The secret is in the base string",
    message: "The secret is the key of the HMAC and is not part of the text.",
    fix: "Sign only the parameters, with the secret as the key of the HMAC.",
  },
  artifact_signed: {
    title: "The program did not sign the base string",
    message: "It signed an empty text or a printed object[: {seen}].",
    fix: "Sign the text name=value&…, not the object that holds the parameters.",
  },
  oauth1_base_string: {
    title: "The base string has OAuth 1's format",
    message: "It has the method, the URL and the parameters. This API is not OAuth 1.",
    fix: "Sign only the parameters.",
  },

  digest_algorithm: {
    title: "The HMAC uses another hash",
    message: "The API expects HMAC-SHA1.",
    fix: "Use HMAC-SHA1.",
  },
  plain_hash: {
    title: "The header is not an HMAC",
    message: "It is a plain hash.",
    fix: "Use HMAC-SHA1, with the secret as its key and the base string as its message.",
  },
  arguments_swapped: {
    title: "Key and message of the HMAC are swapped",
    message: "The base string was used as the key, and the secret as the message.",
    fix: "Use the secret as the key and the base string as the message. Some functions take the message first.",
  },
  key_as_secret: {
    title: "The signature was made without the secret",
    message: "The key of the HMAC was a public value of the request.",
    fix: "Sign with the LTI secret. The LTI key belongs only in the query.",
  },
  key_and_secret_swapped: {
    title: "Key and secret are swapped",
    message: "The secret was sent as key, and the signature was made with “{name}”.",
    fix: "Swap them. Others may have read the secret in the URL: create a new one on the LTI Pro configuration page.",
  },
  other_secret: {
    title: "The signature was made with another secret",
    message: "It is the signature for the secret “{name}”.",
    fix: "Sign with the secret that belongs to the key in the query. If that is “{name}”, the signature is correct.",
  },
  secret_blank: {
    title: "The secret was used with extra characters",
    message: "There was at least one extra character before or after the secret.",
    fix: "Trim the secret where the program reads it.",
    why: "echo, editors and copying often add a line feed.",
  },
  secret_encoding: {
    title: "The secret was changed before signing",
    message: "The API uses the characters of the secret as they are.",
    fix: "Use the secret as it is, in UTF-8. Do not decode it, even if it looks like base64.",
  },
  oauth1_key: {
    title: "The HMAC key has OAuth 1's format",
    message: "It is the secret with an &. This API is not OAuth 1.",
    fix: "Use only the secret as the key.",
  },
  secret_placeholder: {
    title: "A placeholder was used as the secret",
    message: "The program did not have the secret[. It used {seen}].",
    fix: "Set the secret's variable where the program runs, and check its name.",
  },

  response_other_error: {
    title: "The API refused something else",
    message: "Its error is {seen}. A wrong signature gives 2203.",
    fix: "Check the user's rights and the parameters. The signature is not the problem.",
  },
  response_empty_list: {
    title: "The signature was accepted; the list is empty",
    message: "The API found no meeting of this user.",
    fix:
      "Check that userId is the Zoom user ID. The list has only meetings that were scheduled in a course, or " +
      "imported into one, through LTI Pro.",
  },
  response_accepted: {
    title: "The API accepted the request",
    message: "The response reports success.",
    fix: "The signature needs no change.",
  },
};
