//! The names JavaScript knows (src/npm/explain/types.ts).

use super::*;

const TYPES: &str = include_str!("../../src/npm/explain/types.ts");
const WORDING: &str = include_str!("../../src/npm/explain/wording.ts");

#[test]
fn every_problem_has_a_name_javascript_knows() {
    use ProblemCode::*;
    for code in [
        NoParameters,
        MissingParameter,
        UnknownParameter,
        DuplicateParameter,
        UnsignableValue,
        Timestamp,
        IsUpComing,
        PageNum,
        PageSize,
        UserId,
        TimesSign,
        Secret,
    ] {
        let quoted = format!("\"{}\"", name(code));
        assert!(TYPES.contains(&quoted), "{code:?}: {quoted}");
        assert!(
            WORDING.contains(&format!("\n  {}: ", name(code))),
            "{code:?}: {quoted}"
        );
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
        Text,
        Prefixed,
        LanguageArtefact,
        Secret,
        Key,
        Unknown,
    ] {
        let quoted = format!("\"{}\"", name(code));
        assert!(TYPES.contains(&quoted), "{code:?}: {quoted}");
        assert!(
            WORDING.contains(&format!("\n  {}: ", name(code))),
            "{code:?}: {quoted}"
        );
    }
}
