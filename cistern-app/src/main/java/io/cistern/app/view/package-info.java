/// The read model: immutable records shaped exactly as the JSON of the HTTP interface, and
/// [CollectorView], where they come from.
///
/// Component names are the JSON names. Times are [java.time.Instant]s (ISO-8601 in JSON), rates are
/// per second, names carry their unit, and what is not known is `null`, never 0.
package io.cistern.app.view;
