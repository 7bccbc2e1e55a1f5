package dev.bluegreen.internal.engine;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a callback answered, or why it did not.
 *
 * @param answer the answer
 * @param failure why there is none, in a sentence without a subject
 */
record Answered<T>(Optional<T> answer, String failure) {

    static <T> Answered<T> with(T answer) {
        return new Answered<>(Optional.of(answer), "");
    }

    static <T> Answered<T> failed(String why) {
        return new Answered<>(Optional.empty(), why);
    }

    /** The answer, or what stands for one that failed so. */
    T orElse(Function<String, T> otherwise) {
        return answer.orElseGet(() -> otherwise.apply(failure));
    }
}
