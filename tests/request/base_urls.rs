//! Base URLs and paths.

use super::*;

const GOOD: [&str; 22] = [
    BASE_URL,
    "https://example.com",
    "https://example.com:8443",
    "https://example.com/a/b",
    "https://EXAMPLE.com",
    "HTTPS://example.com",
    "https://localhost",
    "https://127.0.0.1",
    "https://[2001:db8::1]",
    "https://xn--bcher-kva.example",
    "http://localhost",
    "http://localhost:8787",
    "http://LOCALHOST:8787",
    "HTTP://localhost",
    "http://localhost/api",
    "http://127.0.0.1",
    "http://127.0.0.1:8787/api/v1/lti/rich",
    "http://127.0.0.2",
    "http://127.255.255.255",
    "http://[::1]",
    "http://[::1]:8787",
    "http://[::1]/api",
];

#[test]
fn valid_base_urls_are_accepted() {
    for url in GOOD {
        assert_eq!(check_base_url(url), Ok(url));
    }
}

#[test]
fn a_slash_at_the_end_is_removed() {
    for url in GOOD {
        assert_eq!(check_base_url(&format!("{url}/")), Ok(url));
    }
}

#[test]
fn http_is_refused_except_to_loopback() {
    let urls = [
        "http://applications.zoom.us",
        "http://example.com",
        "http://10.0.0.1",
        "http://192.168.0.1",
        "http://0.0.0.0",
        "http://128.0.0.1",
        "http://1.127.0.0",
        "http://[::2]",
        "http://[::ffff:7f00:1]",
        "http://[2001:db8::1]",
        "http://::1",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn loopback_look_alikes_are_refused() {
    let urls = [
        "http://127.evil.com",
        "http://127.0.0.1.evil.com",
        "http://127.0.0.evil",
        "http://localhost.evil.com",
        "http://evil-localhost",
        "http://localhost-evil.com",
        "http://evil.com/localhost",
        "http://evil.com:localhost",
        "http://localhost:80.evil.com",
        "http://127.0.0.1:80.evil.com",
        "http://[::1].evil.com",
        "http://[::1]:80evil",
        "http://[::1",
        "http://127.0.0.1:80:80",
        "http://127.0.0.1.1",
        "http://127.0.0",
        "http://127.0.0.",
        "http://.127.0.0.1",
        "http://127.0.0.256",
        "http://1270.0.0.1",
        "http://127.0.0.1.",
        "http://localhost.",
        "http://localhost..evil.com",
        "http://127。0。0。1",
        "http://ⓛocalhost",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser reads a leading zero as octal: `0127.0.0.1` is 87.0.0.1, a public address.
#[test]
fn octal_look_alikes_are_refused() {
    for url in ["http://0127.0.0.1", "http://00127.0.0.1:8787"] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// No URL parser reads these as numbers: they are host names.
#[test]
fn signed_look_alikes_are_refused() {
    for url in ["http://127.0.0.+1", "http://+127.0.0.1", "http://127.+0.+0.+1"] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn credentials_in_a_base_url_are_refused() {
    for url in [
        "https://user@example.com",
        "https://user:pw@example.com",
        "http://localhost@evil.com",
        "http://127.0.0.1:80@evil.com",
        "https://@example.com",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn queries_and_fragments_in_a_base_url_are_refused() {
    for url in [
        "https://example.com?",
        "https://example.com?a=b",
        "https://example.com/?a",
        "https://example.com#",
        "https://example.com/#a",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser reads a backslash as a slash.
#[test]
fn backslashes_in_a_base_url_are_refused() {
    for url in [
        "https:\\\\example.com",
        "http://evil.com\\@localhost",
        "http://localhost\\.evil.com",
        "https://example.com\\a",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

/// A URL parser drops tabs and newlines, and trims spaces.
#[test]
fn whitespace_and_control_characters_in_a_base_url_are_refused() {
    for url in [
        " https://example.com",
        "https://example.com ",
        "https://exa\tmple.com",
        "https://example.com\n",
        "ht\ntps://example.com",
        "https://example.com/\0",
        "https://example.com/\u{7f}",
        "https://\u{a0}example.com",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn other_schemes_and_no_scheme_are_refused() {
    let urls = [
        "",
        "example.com",
        "//example.com",
        "/api",
        "ftp://example.com",
        "ws://localhost",
        "file:///etc/passwd",
        "data:,x",
        "javascript:alert(1)",
        "https:example.com",
        "https:/example.com",
        "httpss://example.com",
        "xhttps://example.com",
        "http",
        "https://",
    ];
    for url in urls {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn a_base_url_without_a_host_is_refused() {
    for url in [
        "https://",
        "https:///",
        "https:///path",
        "http://",
        "http:///localhost",
        "https://:443",
        "https://:443/path",
    ] {
        assert_refused(check_base_url(url), "baseUrl", url);
    }
}

#[test]
fn sign_refuses_an_invalid_base_url() {
    assert_refused(signed("http://example.com", MEETING_LIST, &[]), "baseUrl", "http");
}

#[test]
fn no_base_url_panics() {
    let mut prng = Prng::seeded(1);
    let pieces: Vec<char> = "htps:/.@127 0localhost[]\\?#%é\u{feff}😀".chars().collect();
    for _ in 0..100_000 {
        let length = prng.below(24);
        let text = prng.text(&pieces, length);
        let _ = check_base_url(&text);
        let _ = check_base_url(&format!("http://{text}"));
    }
}

#[test]
fn plain_paths_are_accepted() {
    for path in ["/", MEETING_LIST, "/meeting/bulkImport", "/a-b_c.d~e/0", "/a./b.."] {
        assert!(signed(BASE_URL, path, &[]).is_ok(), "{path}");
    }
}

#[test]
fn other_paths_are_refused() {
    for path in [
        "",
        "open",
        "open/meeting/list",
        "/a?b",
        "/a#b",
        "/a b",
        "/a%20b",
        "/a\\b",
        "/é",
        "/a\n",
        "/a&b",
        "/a@b",
        "https://evil.com",
        "/.",
        "/..",
        "/a/../b",
        "/a/./b",
        "/a/..",
        "/.a",
    ] {
        assert_refused(signed(BASE_URL, path, &[]), "path", path);
    }
}
