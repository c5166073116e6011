//! Natives of package net/http: requests, by ureq (TLS by rustls), on a thread of their own.

use burrow_vm::native;
use burrow_vm::native::{Blocked, Call, Native, Slice, Str};
use std::net::ToSocketAddrs;
use std::time::Duration;
use ureq::http::{Request, Version};
use ureq::{Agent, Error, Timeout};

/// Natives of package net/http.
pub const NATIVES: &[Native] = &[native!("net/http.perform", perform)];

/// Status, protocol, names and values of fields in turn, body, failure, it was a time-out.
type Answer = (i64, String, Vec<String>, Vec<u8>, String, bool);

fn perform(
    call: &mut Call,
    method: Str,
    url: Str,
    headers: Slice<Str>,
    body: Str,
    timeout_ns: i64,
) -> Blocked<Answer> {
    let text = |s: Str| s.to_string_lossy().into_owned();
    let (method, url, body) = (text(method), text(url), body.bytes().to_vec());
    let headers: Vec<String> = headers.iter().map(text).collect();
    let permissions = call.permissions();
    call.blocking(move || {
        let (host, port) = host_and_port(&url);
        if !permissions.may_connect(&host, port) {
            return failure(&format!("dial tcp: {host}:{port}: operation not permitted"), false);
        }
        let timeout = u64::try_from(timeout_ns).ok().filter(|&t| t > 0).map(Duration::from_nanos);
        match exchange(&method, &url, &headers, body, timeout, permissions.net.is_restricted()) {
            Ok(answer) => answer,
            Err(Error::Timeout(_)) => failure("", true),
            Err(error) => failure(&explain(&error, &url), false),
        }
    })
}

fn failure(text: &str, timed_out: bool) -> Answer {
    (0, String::new(), Vec::new(), Vec::new(), text.to_string(), timed_out)
}

fn exchange(
    method: &str,
    url: &str,
    headers: &[String],
    body: Vec<u8>,
    timeout: Option<Duration>,
    only_some_hosts: bool,
) -> Result<Answer, Error> {
    let mut config = Agent::config_builder();
    if only_some_hosts {
        // A redirection could lead to another one.
        config = config.max_redirects(0).max_redirects_will_error(false).proxy(None);
    }
    let agent: Agent = config
        .http_status_as_error(false)
        .timeout_global(timeout)
        .allow_non_standard_methods(true)
        .user_agent("Go-http-client/1.1")
        .build()
        .into();
    let mut request = Request::builder().method(method).uri(url);
    for pair in headers.chunks_exact(2) {
        request = request.header(&pair[0], &pair[1]);
    }
    let mut response =
        if body.is_empty() { agent.run(request.body(())?)? } else { agent.run(request.body(&body[..])?)? };
    let protocol = match response.version() {
        Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    };
    let fields = response.headers().iter().flat_map(|(name, value)| {
        [name.as_str().to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()]
    });
    let fields = fields.collect();
    let status = i64::from(response.status().as_u16());
    let data = response.body_mut().with_config().limit(u64::MAX).read_to_vec()?;
    Ok((status, protocol.into(), fields, data, String::new(), false))
}

/// A failure in the words of package net.
fn explain(error: &Error, url: &str) -> String {
    let (host, port) = host_and_port(url);
    match error {
        Error::HostNotFound => format!("dial tcp: lookup {host}: no such host"),
        Error::Timeout(Timeout::Resolve) => format!("dial tcp: lookup {host}: i/o timeout"),
        Error::Io(e) if resolution_failed(e, &host, port) => format!("dial tcp: lookup {host}: no such host"),
        Error::Io(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            format!("dial tcp {}: connect: connection refused", address(&host, port))
        }
        Error::ConnectionFailed => format!("dial tcp {}: connect: connection refused", address(&host, port)),
        Error::Tls(text) => format!("tls: {text}"),
        Error::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => "EOF".into(),
        Error::TooManyRedirects => "stopped after 10 redirects".into(),
        other => other.to_string(),
    }
}

fn resolution_failed(error: &std::io::Error, host: &str, port: u16) -> bool {
    error.raw_os_error().is_none() && (host, port).to_socket_addrs().is_err()
}

/// The address that a host's name stands for, where it can be found.
fn address(host: &str, port: u16) -> String {
    let found = (host, port).to_socket_addrs().ok().and_then(|mut all| all.next());
    found.map_or_else(|| format!("{host}:{port}"), |a| a.to_string())
}

fn host_and_port(url: &str) -> (String, u16) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let default = if scheme == "https" { 443 } else { 80 };
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host.into(), port.parse().unwrap_or(default)),
        _ => (authority.into(), default),
    }
}
