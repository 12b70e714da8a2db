//! Wakes `tiny_http` when it has put a connection aside.
//!
//! In: the server's port. Out: connections that ask nothing. It must not know what is served.
//!
//! `tiny_http` 0.12 gives each connection a thread of its own. It counts its idle threads when a connection
//! comes, and a thread that was just woken still counts as idle: of several connections that come at once, as
//! browsers open them, one may be queued while every thread waits for the next request of a connection that its
//! browser keeps open. Nobody would look into that queue again. A connection of ours makes the server start
//! another thread, which ends at once with our connection and then serves what is queued.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use crate::serve::Shared;

/// Between knocks while requests come; a page that waits so long still opens at once.
const BUSY: Duration = Duration::from_millis(40);

/// Between knocks when no request has come since the last: few, as each keeps a port for a minute.
const QUIET: Duration = Duration::from_secs(1);

/// Connections of one knock.
const KNOCKS: usize = 2;

/// Knocks until the server stops.
pub(super) fn keep_knocking(shared: &Shared, port: u16) {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut requests = 0;
    loop {
        drop(shared.wait(QUIET, |now| now.requests == requests));
        let now = shared.wait(BUSY, |_| true);
        if now.stopping {
            return;
        }
        requests = now.requests;
        drop(now);
        for _ in 0..KNOCKS {
            // A server that cannot be reached has nothing queued.
            let _ = TcpStream::connect_timeout(&address, BUSY);
        }
    }
}
