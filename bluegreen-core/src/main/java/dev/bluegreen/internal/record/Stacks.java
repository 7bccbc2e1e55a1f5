package dev.bluegreen.internal.record;

/**
 * Changes made to the stacks.
 *
 * @param staged the staged version
 * @param sizes sizes that were changed for a time
 */
public record Stacks(Staged staged, Sizes sizes) {

    static final Stacks UNTOUCHED = new Stacks(Staged.NOTHING, Sizes.NONE);

    Stacks with(Staged next) {
        return new Stacks(next, sizes);
    }

    Stacks with(Sizes next) {
        return new Stacks(staged, next);
    }
}
