/** Admission: who may make a call, and which objects are valid. */
@NullMarked
package dev.bluegreen.testkit.internal.api.admission;

import org.jspecify.annotations.NullMarked;
