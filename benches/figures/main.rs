//! The figures that the project has promised, measured on this machine.
//!
//! `cargo bench` prints all, `cargo bench -- decision`, `-- frame`, `-- life`, `-- report`, `-- audit`, `-- backup`, `-- catalogue`, `-- neighbours` or `-- pages` a part. Machines are noisy:
//! ratios within one run can be compared, milliseconds of two machines can't.

mod audit;
mod backup;
mod catalogue;
mod decision;
mod frame;
mod life;
mod neighbours;
mod pages;
mod report;
mod shelf;

fn main() {
    let parts: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let [alone, rest @ ..] = &parts[..]
        && alone == neighbours::ALONE
    {
        return neighbours::print_alone(rest);
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|word| word == part);
    if wanted("decision") {
        decision::print();
    }
    if wanted("frame") {
        frame::print();
    }
    if wanted("life") {
        life::print();
    }
    if wanted("report") {
        report::print();
    }
    if wanted("audit") {
        audit::print();
    }
    if wanted("backup") {
        backup::print();
    }
    if wanted("pages") {
        pages::print();
    }
    if wanted("catalogue") {
        catalogue::print();
    }
    if wanted("neighbours") {
        neighbours::print();
    }
}
