package io.cistern.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The lines that the program's own `logback.xml` makes.
class LogbackTest {
  private static String line(String message, @Nullable Throwable thrown) throws Exception {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogbackTest.class.getResource("/logback.xml"));
    var logger = context.getLogger("io.cistern.app.Some");
    var event = new LoggingEvent("x", logger, Level.WARN, message, thrown, null);
    var appender = (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDERR");
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void setTheExceptionOffFromTheMessage() throws Exception {
    assertThat(line("cannot store", new IOException("no room", new IOException("disk"))))
        .contains("Some cannot store | java.io.IOException: no room | ")
        .contains(" | Caused by: java.io.IOException: disk")
        .hasLineCount(1)
        .endsWith(System.lineSeparator());
  }

  @Test
  void endWithTheMessageWhereThereIsNoException() throws Exception {
    assertThat(line("stopped", null)).endsWith("WARN  Some stopped" + System.lineSeparator());
  }

  @Test
  void areOneLineWhateverTheTextHolds() throws Exception {
    assertThat(line("a\nb\u001b[31m", new IOException("c\r\nd"))).hasLineCount(1).contains("a?b?");
  }
}
