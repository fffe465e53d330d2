#include "indexer/document/document.h"
#include "store/knowledge_base.h"
