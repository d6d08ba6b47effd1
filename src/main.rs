//! The `kapok` command.

fn main() -> std::process::ExitCode {
    kapok::cli::main()
}
