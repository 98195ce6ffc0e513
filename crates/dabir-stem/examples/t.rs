fn main() {
    for n in std::env::args().skip(1) {
        let f = dabir_stem::Conjugator::new(&n).unwrap().forms();
        println!("{} {}", n, f.len());
        print!("{}", dabir_stem::table(&f));
    }
}
