package dev.bluegreen.model;

import java.util.ArrayList;
import java.util.List;

/** Invalid configuration or arguments: each problem names field, value and remedy. Nothing was changed. */
public final class ConfigurationException extends BlueGreenException {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> problems;

    /** One problem. */
    public ConfigurationException(String problem) {
        this(List.of(problem));
    }

    /** All that is wrong, at once. */
    public ConfigurationException(List<String> problems) {
        super(problems);
        this.problems = new ArrayList<>(problems.stream().map(Wording::lines).toList());
    }

    /** Each problem, one sentence each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
