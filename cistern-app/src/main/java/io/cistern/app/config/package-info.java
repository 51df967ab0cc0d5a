/// The configuration: one record tree ([Config]) that a YAML file, the environment and the command
/// line fill, in this order of rank. Adding a component to a record adds the key, its variable, its
/// option and its line in `docs/configuration.md`.
package io.cistern.app.config;
