/// Glue between the codec, the header decoder and the flow tracker, and the answers to flow
/// queries.
package io.cistern.app.flows;
