//! The generated character table is what its source says.

use dabir_tests::table;
use std::path::Path;

#[test]
fn generated_table_is_up_to_date() {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/dabir");
    let source = std::fs::read_to_string(core.join("data/characters.tsv")).unwrap();
    let wanted = table::generate(&source).unwrap();
    let path = core.join("src/chars/table.rs");
    if std::env::var_os("DABIR_REGENERATE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "table.rs is stale: run with DABIR_REGENERATE=1");
}
