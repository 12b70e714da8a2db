//! The program: arguments to `cli`, its answer to an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    procbook::cli::run(std::env::args_os())
}
