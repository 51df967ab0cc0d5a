package io.cistern.app.http;

import io.cistern.app.view.QueryRefusedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One path of the interface: a function from parameters to a [Reply].
///
/// @param path segments, of which `{name}` takes any one segment as a parameter
/// @param parameters the query parameters it knows; any other is refused
record Route(String path, List<String> parameters, Action action) {

  /// What a route does.
  @FunctionalInterface
  interface Action {
    Reply answer(Parameters parameters) throws QueryRefusedException;
  }

  /// The path parameters, if this route serves the path.
  ///
  /// @param requested the decoded path of the request
  Optional<Map<String, String>> match(String requested) {
    var ours = path.split("/", -1);
    var theirs = requested.split("/", -1);
    if (ours.length != theirs.length) {
      return Optional.empty();
    }
    if (path.indexOf('{') < 0) {
      return Arrays.equals(ours, theirs) ? Optional.of(Map.of()) : Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < ours.length; i++) {
      if (ours[i].startsWith("{") && !theirs[i].isEmpty()) {
        variables.put(ours[i].substring(1, ours[i].length() - 1), theirs[i]);
      } else if (!ours[i].equals(theirs[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
