package io.cistern.app.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says what a component of a configuration record is for.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /// One or two sentences, for the documentation and `--help`.
  String value();

  /// The text that stands for the default where the value itself says too little.
  String defaultText() default "";

  /// A shorter or older option of the command line, besides the one made of the key.
  String option() default "";

  /// Whether its value must not be shown.
  boolean isSecret() default false;
}
