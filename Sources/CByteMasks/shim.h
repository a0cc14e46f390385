// Bits for bytes: what Swift has no name for, in C.
//
// Everything is written for the instructions that every processor of an architecture has. Where those of
// some are many times better, a second form is chosen when it is called, by one comparison.
#pragma once
#include "marks.h"
#include "addresses.h"
#include "breaks.h"
#include "fields.h"
