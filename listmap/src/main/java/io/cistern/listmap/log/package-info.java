/// The log of records, the truth of the content of a live map: appended to, read from its start,
/// and read by offset.
///
/// One thread appends at a time; any number reads.
package io.cistern.listmap.log;
