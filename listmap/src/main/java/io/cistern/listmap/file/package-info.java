/// The file under a map: its format, its storage and how it is mapped.
///
/// [io.cistern.listmap.file.Storage] opens files, [io.cistern.listmap.file.Region] is one of them,
/// which tests replace by a simulated disk; [io.cistern.listmap.file.Space] is its bytes, mapped as
/// it grows. Offsets and constants are in [io.cistern.listmap.file.Format], described in
/// `docs/formats/listmap.md`.
package io.cistern.listmap.file;
