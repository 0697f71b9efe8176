//! The names JavaScript knows (src/npm/generated/finding-codes.ts).

use super::*;

const WORDING: &str = include_str!("../../src/npm/explain/wording.ts");

const CODES: &str = include_str!("../../src/npm/generated/finding-codes.ts");
const FINDINGS: &str = include_str!("../../src/npm/explain/finding-messages.ts");

#[test]
fn every_finding_has_a_name_and_words_in_javascript() {
    for code in FindingCode::ALL {
        let name = name(code);
        assert!(CODES.contains(&format!("\"{name}\"")), "{code:?}");
        assert!(FINDINGS.contains(&format!("\n  {name}:")), "{code:?}");
    }
}

#[test]
fn every_verdict_has_a_name_and_words_in_javascript() {
    for verdict in Verdict::ALL {
        let name = name(verdict);
        assert!(CODES.contains(&format!("\"{name}\"")), "{verdict:?}");
        assert!(WORDING.contains(&format!("\n  {name}:")), "{verdict:?}");
    }
}

#[test]
fn every_shape_has_a_name_javascript_knows() {
    use ShapeCode::*;
    for code in [
        Signature,
        Corrupted,
        Padded,
        StandardAlphabet,
        Space,
        PercentEncoded,
        Hex,
        HexBase64,
        Base64Twice,
        Sha256,
        Sha512,
        Md5,
        Encoding,
        Text,
        Prefixed,
        LanguageArtifact,
        Secret,
        Key,
        Unknown,
    ] {
        let quoted = format!("\"{}\"", name(code));
        assert!(CODES.contains(&quoted), "{code:?}: {quoted}");
        assert!(WORDING.contains(&format!("\n  {}:", name(code))), "{code:?}: {quoted}");
    }
}
