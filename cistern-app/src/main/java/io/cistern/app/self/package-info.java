/// The collector about itself: its own metrics, rates, warnings and health.
package io.cistern.app.self;
