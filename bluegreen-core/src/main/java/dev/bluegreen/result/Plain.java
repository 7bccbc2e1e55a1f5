package dev.bluegreen.result;

import dev.bluegreen.model.BlueGreenException;

/** The serialized form of an exception: its message, its cause and where it was thrown. */
final class Plain {

    private Plain() {}

    static BlueGreenException of(BlueGreenException failure) {
        BlueGreenException plain = new BlueGreenException(String.valueOf(failure.getMessage()), failure.getCause());
        plain.setStackTrace(failure.getStackTrace());
        return plain;
    }
}
