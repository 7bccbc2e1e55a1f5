/** The laws of a release as checks of what happened to it, for harnesses that disturb one and then ask whether the laws held. */
@NullMarked
package dev.bluegreen.laws;

import org.jspecify.annotations.NullMarked;
