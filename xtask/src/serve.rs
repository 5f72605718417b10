//! A server for the person who works on the page: it rebuilds when a source changes, and the page
//! reloads itself.

mod reply;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, RwLock};
use std::thread;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::State;
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use crate::build::Builder;
use crate::project::Project;
use crate::site::Site;
use crate::watch::Watch;
use reply::Files;

const PORT: u16 = 8080;
/// How many ports are tried where the reader named none.
const TRIES: u16 = 20;

/// What the rebuilding thread and the requests share.
struct Shared {
    files: RwLock<Arc<Files>>,
    /// Counts the builds.
    build: watch::Sender<u64>,
}

impl Shared {
    fn publish(&self, site: Site) {
        let files = Arc::new(Files::new(site));
        *self.files.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = files;
        self.build.send_modify(|build| *build += 1);
    }

    fn files(&self) -> Arc<Files> {
        self.files.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }
}

/// Builds, serves until Ctrl-C, and rebuilds on change.
pub fn serve(project: &Project, port: Option<u16>, open: bool) -> Result<()> {
    // Before the build, so that a port that is taken is known at once.
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let watched = ["src", "www", "index.html", "recipes.html", "Cargo.toml"];
    let watch = Watch::new(watched.map(|name| project.root.join(name)).to_vec());
    let mut builder = Builder::new(project.clone());
    let site = builder.build()?;
    let shared = Arc::new(Shared {
        files: RwLock::new(Arc::new(Files::new(site))),
        build: watch::Sender::new(first_build_number()),
    });

    println!("\nThe page is at {address} (Ctrl-C ends)\n");
    if open {
        open_browser(&address);
    }
    let rebuilt = shared.clone();
    let root = project.root.clone();
    thread::spawn(move || rebuild_on_change(builder, watch, &rebuilt, &root));
    run(listener, shared)
}

/// Another number at every start, so that a page that was open when the server was restarted
/// notices it too.
fn first_build_number() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |time| time.as_secs())
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = port {
        return bind(port).with_context(|| format!("port {port} cannot be had; choose another"));
    }
    for port in PORT..PORT + TRIES {
        match bind(port) {
            Ok(listener) => return Ok(listener),
            Err(_) => println!("Port {port} is taken, trying the next one."),
        }
    }
    bail!("all ports from {PORT} to {} are taken: choose one with --port", PORT + TRIES - 1)
}

fn rebuild_on_change(mut builder: Builder, mut watch: Watch, shared: &Shared, root: &Path) {
    loop {
        let changed = watch.wait();
        println!("\n{} changed", changed.strip_prefix(root).unwrap_or(&changed).display());
        match builder.build() {
            Ok(site) => shared.publish(site),
            Err(error) => {
                eprintln!("error: {error:#}\nThe last good build stays until this is put right.");
            }
        }
    }
}

fn run(listener: TcpListener, shared: Arc<Shared>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            ended = axum::serve(listener, router(shared)).into_future() => Ok(ended?),
            // Without a wait for open connections: a page keeps one as long as it is open.
            interrupted = tokio::signal::ctrl_c() => {
                println!("\nStopped.");
                Ok(interrupted?)
            }
        }
    })
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route(reply::BUILDS, get(builds))
        .fallback(file)
        .layer(middleware::from_fn(reply::guarded))
        .with_state(shared)
}

async fn file(
    State(shared): State<Arc<Shared>>,
    request: axum::extract::Request,
) -> axum::response::Response {
    reply::file(&shared.files(), request.method(), request.uri().path())
}

/// Sends the number of the build, and again whenever there is a new one.
async fn builds(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, std::convert::Infallible>>> {
    let mut build = shared.build.subscribe();
    build.mark_changed();
    let events = stream::unfold(build, |mut build| async {
        build.changed().await.ok()?;
        let number = build.borrow_and_update().to_string();
        Some((Ok(Event::default().data(number)), build))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn open_browser(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        println!("No browser could be opened ({program} is missing): open the address yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_was_asked_for_and_is_taken_is_named() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = holder.local_addr().unwrap().port();
        let error = listen(Some(port)).unwrap_err().to_string();
        assert_eq!(error, format!("port {port} cannot be had; choose another"));
    }

    #[test]
    fn without_a_wish_the_next_free_port_is_taken() {
        let first = listen(None).unwrap();
        let second = listen(None).unwrap();
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        assert!(port(&first) < port(&second));
    }
}
