package dev.bluegreen.cli.internal;

import picocli.CommandLine.Model.CommandSpec;

/** One command: its arguments, and what it does. */
public interface Command {

    /** Its name, purpose and arguments. */
    CommandSpec spec();

    /**
     * Carries it out.
     *
     * @throws dev.bluegreen.model.BlueGreenException if it cannot be done
     */
    Result run(Session session);
}
