/// Many texts, and which of them are meant: by a glob or a regular expression, in time in
/// proportion to the text.
package io.cistern.metricstore.text;
