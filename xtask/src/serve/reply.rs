//! What the server answers: files from memory, under the policies that a careful host would set.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::site::{self, Site};

/// The page listens here for new builds.
pub const BUILDS: &str = "/__reload";
const RELOAD_SCRIPT: &str = "/__reload.js";
const RELOAD_SOURCE: &str = "\
let seen;
new EventSource('/__reload').onmessage = ({ data }) => {
  if (seen !== undefined && seen !== data) location.reload();
  seen = data;
};
";

/// Where a kept site has its service worker. This one has none, and sends away that of another which lay under this address.
const SERVICE_WORKER: &str = "/sw.js";
const FAREWELL: &str = include_str!("farewell.js");

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types relu-explainer relu-offline";

/// The files of one build, by the path of their request.
pub struct Files(BTreeMap<String, Bytes>);

impl Files {
    pub fn new(site: Site) -> Self {
        let mut files = BTreeMap::new();
        for file in site.files {
            let mut bytes = file.bytes;
            if file.path.ends_with(".html") {
                bytes = reloading(bytes);
            }
            if let Some(folder) = file.path.strip_suffix("index.html") {
                files.insert(format!("/{folder}"), Bytes::from(bytes.clone()));
            }
            files.insert(format!("/{}", file.path), Bytes::from(bytes));
        }
        for (path, source) in [(RELOAD_SCRIPT, RELOAD_SOURCE), (SERVICE_WORKER, FAREWELL)] {
            files.insert(path.to_string(), Bytes::from_static(source.as_bytes()));
        }
        Self(files)
    }
}

/// A page that also starts the script that reloads it.
fn reloading(page: Vec<u8>) -> Vec<u8> {
    let script = format!("<script type=\"module\" src=\"{RELOAD_SCRIPT}\"></script>\n");
    let text = String::from_utf8_lossy(&page);
    site::with_head_end(&text, &script).map_or(page.clone(), String::into_bytes)
}

/// Answers with a file. Only paths of the build are known: none leads out of it.
pub fn file(files: &Files, method: &Method, path: &str) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let Some(bytes) = files.0.get(path) else {
        return (StatusCode::NOT_FOUND, format!("There is nothing at {path}\n")).into_response();
    };
    let kind = media_type(path);
    // Everything else carries its hash in its name.
    let named_for_ever = !kind.starts_with("text/html") && ![RELOAD_SCRIPT, SERVICE_WORKER].contains(&path);
    let cached = if named_for_ever { "public, max-age=31536000, immutable" } else { "no-store" };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cached)];
    (headers, Body::from(bytes.clone())).into_response()
}

fn media_type(path: &str) -> &'static str {
    if path.ends_with('/') {
        return "text/html; charset=utf-8";
    }
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Refuses requests that a foreign page makes under a name of its own that it lets point to this
/// machine, and puts the policies on every answer.
pub async fn guarded(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let mut response = if host.is_some_and(is_this_machine) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This server answers to localhost only.\n").into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn is_this_machine(host: &str) -> bool {
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::File;

    fn files() -> Files {
        let file = |path: &str, text: &str| File {
            path: path.into(),
            bytes: text.as_bytes().to_vec(),
            first_visit: false,
        };
        Files::new(Site {
            files: vec![
                file("index.html", "<head></head>"),
                file("www/a-01234567.js", "<head></head>"),
                file("www/b-01234567.wasm", ""),
            ],
            unreferenced: vec![],
        })
    }

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        response.headers()[name].to_str().unwrap()
    }

    #[test]
    fn the_page_is_not_cached_and_what_carries_a_hash_is() {
        let files = files();
        for (path, kind, cached) in [
            ("/", "text/html; charset=utf-8", "no-store"),
            ("/index.html", "text/html; charset=utf-8", "no-store"),
            ("/__reload.js", "text/javascript; charset=utf-8", "no-store"),
            ("/sw.js", "text/javascript; charset=utf-8", "no-store"),
            ("/www/a-01234567.js", "text/javascript; charset=utf-8", "public"),
            ("/www/b-01234567.wasm", "application/wasm", "public"),
        ] {
            let response = file(&files, &Method::GET, path);
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(header_of(&response, header::CONTENT_TYPE), kind);
            assert!(header_of(&response, header::CACHE_CONTROL).starts_with(cached));
        }
    }

    #[test]
    fn only_pages_are_made_to_reload() {
        let files = files();
        let text = |path: &str| String::from_utf8_lossy(&files.0[path]).into_owned();
        assert!(text("/").contains("src=\"/__reload.js\""));
        assert_eq!(text("/"), text("/index.html"));
        assert_eq!(text("/www/a-01234567.js"), "<head></head>");
    }

    #[test]
    fn no_path_leads_out_of_the_site() {
        let files = files();
        for path in [
            "/../Cargo.toml",
            "/www/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "//etc/passwd",
            "/www/..%2f..%2fCargo.toml",
            "/www/",
            "/Cargo.toml",
        ] {
            let response = file(&files, &Method::GET, path);
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
        let response = file(&files, &Method::POST, "/");
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil:80",
            "",
            "localhost:",
            "localhost:80x",
            "127.0.0.10",
        ] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
