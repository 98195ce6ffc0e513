//! The command as users run it: each file of `cmd/` is a call, its input and what it prints.

#[test]
fn cli_tests() {
    trycmd::TestCases::new().case("tests/cmd/*.toml").case("tests/cmd/*.trycmd");
}
