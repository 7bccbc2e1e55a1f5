package dev.bluegreen.examples.benchmark;

import dev.bluegreen.model.Track;

/** A program that moves the traffic of an app of its own. */
interface Way extends AutoCloseable {

    String name();

    String app();

    /** Returns when the program would end. */
    void move(Track to);

    @Override
    default void close() {}
}
