/** What in a cluster keeps a cutover from being seamless: one class a rule, each of which reads and judges one thing. */
@NullMarked
package dev.bluegreen.fabric8.internal.rule;

import org.jspecify.annotations.NullMarked;
