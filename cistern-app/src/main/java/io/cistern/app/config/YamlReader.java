package io.cistern.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a YAML file into nodes that know their line and column.
final class YamlReader {
  private final String file;
  private final JsonParser parser;

  private YamlReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /// Reads a file.
  ///
  /// @param file its name, for messages
  /// @throws ConfigException if it is no YAML, or not one mapping of keys
  static ConfigNode.Entries read(String file, String text) throws ConfigException {
    try (JsonParser parser = new YAMLMapper().createParser(text)) {
      return new YamlReader(file, parser).document();
    } catch (JacksonException e) {
      throw new ConfigException(at(file, e.getLocation()), "not YAML: " + firstLine(e));
    }
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("unreadable");
  }

  private static Origin at(String file, TokenStreamLocation location) {
    return Origin.of(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private Origin here() {
    return at(file, parser.currentTokenLocation());
  }

  private ConfigNode.Entries document() throws ConfigException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return ConfigNode.Entries.NONE; // an empty file, or one of comments
    }
    if (node(first) instanceof ConfigNode.Entries entries) {
      return entries;
    }
    throw new ConfigException(Origin.of(file, 1, 1), "expected keys with values, as data: DIR");
  }

  private ConfigNode node(JsonToken token) throws ConfigException {
    Origin origin = here();
    return switch (token) {
      case START_OBJECT -> entries(origin);
      case START_ARRAY -> {
        var items = new ArrayList<ConfigNode>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(node(next));
        }
        yield new ConfigNode.Items(items, origin);
      }
      case VALUE_NULL -> new ConfigNode.Entries(Map.of(), origin); // a key with comments below it
      default -> new ConfigNode.Scalar(parser.getString(), origin);
    };
  }

  private ConfigNode.Entries entries(Origin origin) throws ConfigException {
    Map<String, ConfigNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      Origin nameOrigin = here();
      String name = parser.currentName();
      var entry = new ConfigNode.Entry(nameOrigin, node(parser.nextToken()));
      ConfigNode.Entry before = entries.put(name, entry);
      if (before != null) {
        throw new ConfigException(nameOrigin, name + " stands at " + before.nameOrigin() + " too");
      }
    }
    return new ConfigNode.Entries(entries, origin);
  }
}
