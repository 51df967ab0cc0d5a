package io.cistern.app.view;

/// `GET /-/healthy` and `GET /-/ready`.
///
/// @param healthy whether every part runs
/// @param ready whether datagrams are taken and the store is open
/// @param text one line that says it in words
public record HealthView(boolean healthy, boolean ready, String text) {}
