/** The intent of a cutover: what was asked for and how far it is, so that any process can go on with it. */
@NullMarked
package dev.bluegreen.internal.record.intent;

import org.jspecify.annotations.NullMarked;
