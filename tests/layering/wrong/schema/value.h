#include "store/text.h"
