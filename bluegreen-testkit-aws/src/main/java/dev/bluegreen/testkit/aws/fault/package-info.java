/** What goes wrong in a call of a fake of AWS, and which call it happens to. */
@NullMarked
package dev.bluegreen.testkit.aws.fault;

import org.jspecify.annotations.NullMarked;
